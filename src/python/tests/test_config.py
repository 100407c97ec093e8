"""Configuration by attributes."""

import unittest

from fard import Config


class ConfigTest(unittest.TestCase):
    config = Config({"app-name": "traffic", "pipeline": {"position": 1, "chunkImages": 4}, "tasks": [{"cpu_quota": 500}]})

    def test_keys_are_attributes(self) -> None:
        self.assertEqual(1, self.config.pipeline.position)
        self.assertEqual(4, self.config.pipeline.chunk_images)
        self.assertEqual("traffic", self.config.app_name)
        self.assertEqual(500, self.config.tasks[0].cpu_quota)

    def test_it_is_a_mapping(self) -> None:
        self.assertEqual({"position": 1, "chunkImages": 4}, dict(self.config["pipeline"]))
        self.assertEqual(["app-name", "pipeline", "tasks"], sorted(self.config))
        self.assertEqual(3, self.config.get("none", 3))

    def test_what_is_missing_is_named_with_what_there_is(self) -> None:
        with self.assertRaisesRegex(AttributeError, "no 'threshold'; it has app-name, pipeline, tasks"):
            self.config.threshold  # noqa: B018


if __name__ == "__main__":
    unittest.main()
