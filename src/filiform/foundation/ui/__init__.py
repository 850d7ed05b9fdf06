"""The look: tokens, components, base templates, form rendering and error pages."""
