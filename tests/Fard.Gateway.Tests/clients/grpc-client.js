// Calls the gateway with @grpc/grpc-js and the service definition. Arguments: address, service definition, model, and what to do. Prints one line of JSON.
'use strict';
const grpc = require('@grpc/grpc-js');
const loader = require('@grpc/proto-loader');

const [address, proto, model, what] = process.argv.slice(2);
const { inference } = grpc.loadPackageDefinition(loader.loadSync(proto, { keepCase: true, longs: Number, defaults: true }));
const client = new inference.GRPCInferenceService(address, grpc.credentials.createInsecure(), { 'grpc.max_receive_message_length': 64 << 20 });
const call = (method, request, options = {}) =>
  new Promise((resolve, reject) => client[method](request, options, (error, response) => (error ? reject(error) : resolve(response))));

function images(count) {
  const pixels = Buffer.alloc(count * 192);
  for (let index = 0; index < pixels.length; index++) pixels[index] = (index * 7) % 256;
  return pixels;
}

function request(count) {
  return { model_name: model, id: 'from node', inputs: [{ name: 'input', datatype: 'UINT8', shape: [count, 8, 8, 3] }], raw_input_contents: [images(count)] };
}

const steps = {
  async metadata() {
    const live = await call('ServerLive', {});
    const ready = await call('ServerReady', {});
    const server = await call('ServerMetadata', {});
    const metadata = await call('ModelMetadata', { name: model });
    return { live: live.live, ready: ready.ready, server: server.name, shape: metadata.inputs[0].shape, outputs: metadata.outputs.map((output) => output.name) };
  },
  async infer() {
    const response = await call('ModelInfer', request(3));
    return { id: response.id, shape: response.outputs[0].shape, scores: response.raw_output_contents[0].toString('base64') };
  },
  async large() {
    const response = await call('ModelInfer', request(5000));
    return { shape: response.outputs[0].shape, bytes: response.raw_output_contents[0].length };
  },
  async status() {
    const codes = [];
    for (const [method, message, options] of [
      ['ModelMetadata', { name: 'nobody' }, {}],
      ['ModelInfer', { model_name: model }, {}],
      ['ModelInfer', request(1), { deadline: Date.now() - 1 }],
    ]) {
      codes.push(await call(method, message, options).then(() => 0, (error) => error.code));
    }
    return { codes };
  },
  // The test holds every job from here on.
  async deadline() {
    return { code: await call('ModelInfer', request(1), { deadline: Date.now() + 1500 }).then(() => 0, (error) => error.code) };
  },
  async cancel() {
    return new Promise((resolve) => {
      const running = client.ModelInfer(request(1), (error) => resolve({ code: error ? error.code : 0 }));
      process.stdin.once('data', () => running.cancel());
    });
  },
};

steps[what]().then(
  (answer) => {
    console.log(JSON.stringify(answer));
    client.close();
    process.exit(0);
  },
  (error) => {
    console.error(error);
    process.exit(1);
  },
);
