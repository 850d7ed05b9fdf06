"""How static files are named by their content, the modules that our scripts import included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage

#: Folders whose scripts are in several modules; scripts of libraries are left as they came.
OURS = ("ui", "bodychart", "treatment")
_STATEMENTS = CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]


class NamedByContent(CompressedManifestStaticFilesStorage):
    """Compressed files under names that change with their content; `import` statements of OURS follow the names."""

    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        *((f"{folder}/*.js", _STATEMENTS) for folder in OURS),
    )
