"""The settings: what the environment may say, and that production is safe."""
