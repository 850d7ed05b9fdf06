"""Template libraries of the look; pages need only `{% load ui %}`."""
