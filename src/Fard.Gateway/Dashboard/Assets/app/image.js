// Brings an image to the size that a network reads, in the browser.

/** How it is brought to size. */
export const Fits = { crop: 'crop to the middle', stretch: 'stretch the whole image' };

/**
 * Draws the image at the network's size.
 * @returns {{ canvas: HTMLCanvasElement, pixels: Uint8Array, from: { width: number, height: number } }} pixels row by row, channels of a pixel side by side.
 */
export async function scaleImage(file, shape, fit) {
  const bitmap = await createImageBitmap(file, { colorSpaceConversion: 'none', premultiplyAlpha: 'default' });
  const from = { width: bitmap.width, height: bitmap.height };
  const part = fit === 'crop' ? middle(from, shape) : { x: 0, y: 0, ...from };
  const canvas = shrink(bitmap, part, shape);
  bitmap.close();
  const context = canvas.getContext('2d');
  const image = context.getImageData(0, 0, shape.width, shape.height);
  if (shape.channels !== 1) return { canvas, pixels: rgbOf(image.data), from };
  const grey = greyOf(image.data);
  grey.forEach((value, i) => image.data.fill(value, 4 * i, 4 * i + 3));
  context.putImageData(image, 0, 0);
  return { canvas, pixels: grey, from };
}

// The largest part in the middle that has the network's proportions.
function middle(from, shape) {
  const scale = Math.min(from.width / shape.width, from.height / shape.height);
  const [width, height] = [shape.width * scale, shape.height * scale];
  return { x: (from.width - width) / 2, y: (from.height - height) / 2, width, height };
}

// Browsers average few pixels when they scale down by much at once: halving keeps every pixel's part.
function shrink(source, part, shape) {
  let [from, at] = [source, part];
  while (at.width >= 2 * shape.width && at.height >= 2 * shape.height) {
    const half = { width: Math.max(shape.width, Math.floor(at.width / 2)), height: Math.max(shape.height, Math.floor(at.height / 2)) };
    from = draw(from, at, half);
    at = { x: 0, y: 0, ...half };
  }
  return draw(from, at, shape);
}

function draw(source, part, size) {
  const canvas = document.createElement('canvas');
  canvas.width = size.width;
  canvas.height = size.height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, size.width, size.height);
  context.imageSmoothingQuality = 'high';
  context.drawImage(source, part.x, part.y, part.width, part.height, 0, 0, size.width, size.height);
  return canvas;
}

function rgbOf(data) {
  const pixels = new Uint8Array(data.length / 4 * 3);
  for (let i = 0; i < data.length / 4; i++) pixels.set(data.subarray(4 * i, 4 * i + 3), 3 * i);
  return pixels;
}

// Luma of ITU-R BT.601, with the weights that the command line uses.
function greyOf(data) {
  const pixels = new Uint8Array(data.length / 4);
  for (let i = 0; i < pixels.length; i++) pixels[i] = (19595 * data[4 * i] + 38470 * data[4 * i + 1] + 7471 * data[4 * i + 2] + 32768) >> 16;
  return pixels;
}
