"""How static files are named by their content, the modules that a script imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Compressed files under names that change with their content; `import` statements follow the names."""

    support_js_module_import_aggregation = True
