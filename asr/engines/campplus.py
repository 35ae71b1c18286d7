"""The CAM++ speaker network: turns the sound of one voice into 192 numbers that tell it apart.

Written from the published architecture (Wang et al., "CAM++: A Fast and Efficient Network for
Speaker Verification Using Context-Aware Masking", Interspeech 2023). The names of the submodules
are those of the released weights, so that the file loads as a plain state dictionary, without
running any code that it might carry.

PyTorch is imported when this module is: import it in the child process only.
"""

from collections import OrderedDict
from collections.abc import Iterable
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

MEL_BINS = 80
EMBEDDING_SIZE = 192
_CHANNELS = 32  # of the convolutional front end, and growth of each dense layer
_BOTTLENECK = 4 * _CHANNELS
_BLOCKS = ((12, 1), (24, 2), (16, 2))  # number of dense layers, dilation
_CONTEXT_FRAMES = 100  # length of the local context of a mask: two seconds at 20 ms a frame


def load(path: Path, device: str = "cpu") -> "CamPlusPlus":
    """Return the network with the weights of a file, ready for inference.

    Raises:
        RuntimeError: when the file does not hold exactly these weights.
    """
    network = CamPlusPlus()
    network.load_state_dict(torch.load(path, map_location="cpu", weights_only=True))
    network.eval().to(device)
    return network


class CamPlusPlus(nn.Module):  # type: ignore[misc]  # torch is not followed by mypy
    """Filter-bank features of one voice in, its embedding out."""

    def __init__(self) -> None:
        super().__init__()
        self.head = _FrontEnd()
        width = 128
        layers: list[tuple[str, nn.Module]] = [
            (
                "tdnn",
                _Step("linear", nn.Conv1d(_CHANNELS * MEL_BINS // 8, width, 5, 2, 2, bias=False)),
            )
        ]
        for index, (depth, dilation) in enumerate(_BLOCKS, 1):
            layers.append((f"block{index}", _DenseBlock(width, depth, dilation)))
            width += depth * _CHANNELS
            layers.append((f"transit{index}", _Transition(width)))
            width //= 2
        layers.append(("out_nonlinear", _norm_relu(width)))
        layers.append(("stats", _MeanAndDeviation()))
        layers.append(("dense", _Output(2 * width)))
        self.xvector = nn.Sequential(OrderedDict(layers))

    def forward(self, features: Tensor) -> Tensor:
        """Return the embeddings: (batch, 192).

        Args:
            features: (batch, frames, 80) log filter bank, mean over time removed.
        """
        result: Tensor = self.xvector(self.head(features.transpose(1, 2)))
        return result


def _norm_relu(width: int) -> nn.Sequential:
    return nn.Sequential(OrderedDict(batchnorm=nn.BatchNorm1d(width), relu=nn.ReLU()))


class _ResidualBlock(nn.Module):  # type: ignore[misc]
    """Two 3x3 convolutions beside a shortcut; `stride` divides the frequency axis only."""

    def __init__(self, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(_CHANNELS, _CHANNELS, 3, (stride, 1), 1, bias=False)
        self.bn1 = nn.BatchNorm2d(_CHANNELS)
        self.conv2 = nn.Conv2d(_CHANNELS, _CHANNELS, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(_CHANNELS)
        skip: Iterable[nn.Module] = ()
        if stride > 1:
            skip = (
                nn.Conv2d(_CHANNELS, _CHANNELS, 1, (stride, 1), bias=False),
                nn.BatchNorm2d(_CHANNELS),
            )
        self.shortcut = nn.Sequential(*skip)

    def forward(self, x: Tensor) -> Tensor:
        inner = self.bn2(self.conv2(functional.relu(self.bn1(self.conv1(x)))))
        return functional.relu(inner + self.shortcut(x))


class _FrontEnd(nn.Module):  # type: ignore[misc]
    """(batch, 80, frames) -> (batch, 320, frames): frequency divided by eight, 32 channels."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(1, _CHANNELS, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(_CHANNELS)
        self.layer1 = nn.Sequential(_ResidualBlock(2), _ResidualBlock(1))
        self.layer2 = nn.Sequential(_ResidualBlock(2), _ResidualBlock(1))
        self.conv2 = nn.Conv2d(_CHANNELS, _CHANNELS, 3, (2, 1), 1, bias=False)
        self.bn2 = nn.BatchNorm2d(_CHANNELS)

    def forward(self, x: Tensor) -> Tensor:
        x = functional.relu(self.bn1(self.conv1(x.unsqueeze(1))))
        x = functional.relu(self.bn2(self.conv2(self.layer2(self.layer1(x)))))
        return x.flatten(1, 2)


class _Step(nn.Module):  # type: ignore[misc]
    """A convolution, then normalisation and ReLU."""

    def __init__(self, name: str, convolution: nn.Conv1d) -> None:
        super().__init__()
        self.add_module(name, convolution)
        self.nonlinear = _norm_relu(convolution.out_channels)

    def forward(self, x: Tensor) -> Tensor:
        return self.nonlinear(self.linear(x))


class _ContextMask(nn.Module):  # type: ignore[misc]
    """A dilated convolution whose output is weighed by what surrounds it.

    The mask sees the mean of the whole stretch and the mean of the local two seconds.
    """

    def __init__(self, dilation: int) -> None:
        super().__init__()
        self.linear_local = nn.Conv1d(
            _BOTTLENECK, _CHANNELS, 3, padding=dilation, dilation=dilation, bias=False
        )
        self.linear1 = nn.Conv1d(_BOTTLENECK, _BOTTLENECK // 2, 1)
        self.linear2 = nn.Conv1d(_BOTTLENECK // 2, _CHANNELS, 1)

    def forward(self, x: Tensor) -> Tensor:
        frames = x.shape[-1]
        local = functional.avg_pool1d(x, _CONTEXT_FRAMES, _CONTEXT_FRAMES, ceil_mode=True)
        context = x.mean(-1, keepdim=True) + local
        mask = torch.sigmoid(self.linear2(functional.relu(self.linear1(context))))
        return self.linear_local(x) * mask.repeat_interleave(_CONTEXT_FRAMES, dim=-1)[..., :frames]


class _DenseLayer(nn.Module):  # type: ignore[misc]
    """One layer of a dense block: adds 32 channels to those it was given."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        self.nonlinear1 = _norm_relu(width)
        self.linear1 = nn.Conv1d(width, _BOTTLENECK, 1, bias=False)
        self.nonlinear2 = _norm_relu(_BOTTLENECK)
        self.cam_layer = _ContextMask(dilation)

    def forward(self, x: Tensor) -> Tensor:
        new = self.cam_layer(self.nonlinear2(self.linear1(self.nonlinear1(x))))
        return torch.cat([x, new], dim=1)


class _DenseBlock(nn.Sequential):  # type: ignore[misc]
    """Dense layers one after another, each seeing the outputs of all before it."""

    def __init__(self, width: int, depth: int, dilation: int) -> None:
        super().__init__(
            OrderedDict(
                (f"tdnnd{index + 1}", _DenseLayer(width + index * _CHANNELS, dilation))
                for index in range(depth)
            )
        )


class _Transition(nn.Module):  # type: ignore[misc]
    """Halves the number of channels between two dense blocks."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.nonlinear = _norm_relu(width)
        self.linear = nn.Conv1d(width, width // 2, 1, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        return self.linear(self.nonlinear(x))


class _MeanAndDeviation(nn.Module):  # type: ignore[misc]
    """(batch, channels, frames) -> (batch, 2 * channels): mean and standard deviation."""

    def forward(self, x: Tensor) -> Tensor:
        return torch.cat([x.mean(-1), x.std(-1, correction=1)], dim=1)


class _Output(nn.Module):  # type: ignore[misc]
    """The last projection, normalised without scale of its own."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.linear = nn.Conv1d(width, EMBEDDING_SIZE, 1, bias=False)
        self.nonlinear = nn.Sequential(
            OrderedDict(batchnorm=nn.BatchNorm1d(EMBEDDING_SIZE, affine=False))
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.nonlinear(self.linear(x.unsqueeze(-1)).squeeze(-1))
