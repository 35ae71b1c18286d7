"""What can go wrong with the models, each fault with its facts."""

from core.errors import EnvironmentFault, InputError, ModelError


class ModelUnknown(InputError):
    """No model of the catalogue has this name."""

    code = "model-unknown"
    fields = ("model_id",)


class ModelMissing(ModelError):
    """The model is not installed."""

    code = "model-missing"
    fields = ("model_id",)


class ModelDamaged(ModelError):
    """A file of the model is not the one that was published.

    `path` is relative to the model's folder; `fault` is a `models.verify.FaultKind`.
    """

    code = "model-damaged"
    fields = ("model_id", "path", "fault")


class DownloadError(ModelError):
    """No source of the model could be reached, or none gave what the catalogue expects."""

    code = "download-failed"
    fields = ("model_id",)


class StoreBusy(EnvironmentFault):
    """Another Greffier is installing or importing models into the same folder."""

    code = "model-store-busy"
    fields = ("path",)


class BundleDamaged(InputError):
    """A bundle of models is truncated, altered or unreadable."""

    code = "bundle-damaged"
    fields = ("path",)


class BundleRefused(InputError):
    """A bundle or folder holds what no bundle of ours holds.

    `reason` is one of "unexpected", "link", "compressed", "too-large"; `member` names the place.
    """

    code = "bundle-refused"
    fields = ("path", "member", "reason")


class NoModelFound(InputError):
    """A folder or bundle given for import holds no model of the catalogue."""

    code = "no-model-found"
    fields = ("path",)
