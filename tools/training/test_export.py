"""Round trip of a random network through the exported files: python3 -m unittest discover -s tools/training."""
import tempfile
import unittest
from pathlib import Path

import numpy as np
import torch

import parameters
from cnv import LAST, LAYERS
from evaluate import scores
from export import network_of, replace_folder
from train import Cnv, to_input


def random_model(seed: int) -> Cnv:
    """A model of random weights whose batch norms have random, but plausible, values."""
    torch.manual_seed(seed)
    model = Cnv()
    model.set_phase(1.0)
    for index, norm in enumerate(model.norms):
        spread = LAYERS[index].columns ** 0.5 * 0.7
        torch.nn.init.normal_(norm.running_mean, std=0.2 * spread)
        torch.nn.init.uniform_(norm.running_var, 0.5 * spread**2, spread**2)
        torch.nn.init.uniform_(norm.weight, 0.5, 1.5)
        torch.nn.init.normal_(norm.bias, std=0.3)
    return model.eval()


class ExportTest(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.out = Path(folder.name) / "parameters"

    def test_read_gives_what_was_written(self) -> None:
        network = network_of(random_model(1))
        replace_folder(self.out, network)
        for written, found in zip(network, parameters.read(self.out)):
            np.testing.assert_array_equal(written.weights, found.weights)
            if written.thresholds is not None:
                np.testing.assert_array_equal(written.thresholds, found.thresholds)

    def test_folder_has_the_size_that_the_folding_prescribes(self) -> None:
        replace_folder(self.out, network_of(random_model(2)))
        for index, layer in enumerate(LAYERS):
            words = layer.outputs * layer.columns // (layer.pe * layer.simd)
            for pe in range(layer.pe):
                self.assertEqual((self.out / f"{index}-{pe}-weights.bin").stat().st_size, 8 * words)
                if index < LAST:
                    thresholds = (self.out / f"{index}-{pe}-thres.bin").stat().st_size
                    self.assertEqual(thresholds, 8 * 2 * layer.outputs // layer.pe)

    def test_thresholds_ascend(self) -> None:
        for parameter in network_of(random_model(3))[:LAST]:
            self.assertTrue((parameter.thresholds[:, 0] <= parameter.thresholds[:, 1]).all())

    def test_weight_words_follow_the_format(self) -> None:
        layer = LAYERS[1]
        weights = np.zeros((layer.outputs, layer.columns), dtype=np.int8)
        weights[layer.pe + 3, 2 * layer.simd] = 1
        weights[layer.pe + 3, 2 * layer.simd + 5] = -1
        words = parameters.pack_weights(layer, weights)
        place = (3, layer.columns // layer.simd + 2)
        self.assertEqual(int(words[place]), 0b01 | 0b11 << 10)
        words[place] = 0
        self.assertFalse(words.any())

    def test_integer_scores_equal_the_models(self) -> None:
        model = random_model(4)
        replace_folder(self.out, network_of(model))
        quantised = np.random.default_rng(4).integers(-128, 128, (8, 32, 32, 3), dtype=np.int8)
        found = scores(parameters.read(self.out), quantised)

        with torch.no_grad():
            expected = model(to_input(quantised, torch.float32)) / model.log_score_scale.exp()
        np.testing.assert_allclose(found[:, :10], expected.numpy(), atol=1e-2)
        self.assertGreater(found[:, :10].std(), 1)

    def test_an_existing_folder_is_replaced(self) -> None:
        replace_folder(self.out, network_of(random_model(5)))
        newer = network_of(random_model(6))
        replace_folder(self.out, newer)
        np.testing.assert_array_equal(parameters.read(self.out)[0].weights, newer[0].weights)
        self.assertEqual([entry.name for entry in self.out.parent.iterdir()], ["parameters"])


if __name__ == "__main__":
    unittest.main()
