"""The patient's journey, a step an app; `visit` stands on top of the steps."""
