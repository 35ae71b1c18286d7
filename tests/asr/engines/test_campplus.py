from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="the voices' libraries are not installed")

from asr.engines import campplus  # noqa: E402 - after the skip


@pytest.fixture(scope="module")
def network() -> campplus.CamPlusPlus:
    torch.manual_seed(1)
    return campplus.CamPlusPlus().eval()


@pytest.mark.parametrize("frames", [18, 100, 333])
def test_any_length_of_sound_gives_one_print(network, frames: int) -> None:
    with torch.inference_mode():
        prints = network(torch.randn(2, frames, campplus.MEL_BINS))
    assert prints.shape == (2, campplus.EMBEDDING_SIZE)
    assert torch.isfinite(prints).all()


def test_each_sound_has_its_own_print_whatever_its_neighbours(network) -> None:
    sounds = torch.randn(3, 60, campplus.MEL_BINS)
    with torch.inference_mode():
        together, alone = network(sounds), network(sounds[1:2])
    assert torch.allclose(together[1], alone[0], atol=1e-4)


def test_the_published_names_and_shapes_of_the_weights_are_kept(network) -> None:
    weights = {name: tuple(value.shape) for name, value in network.state_dict().items()}
    assert len(weights) == 937
    assert weights["head.layer1.0.shortcut.0.weight"] == (32, 32, 1, 1)
    assert weights["xvector.tdnn.linear.weight"] == (128, 320, 5)
    assert weights["xvector.block2.tdnnd24.cam_layer.linear_local.weight"] == (32, 128, 3)
    assert weights["xvector.transit3.linear.weight"] == (512, 1024, 1)
    assert weights["xvector.dense.linear.weight"] == (192, 1024, 1)
    assert "xvector.dense.nonlinear.batchnorm.weight" not in weights


def test_weights_are_loaded_and_give_the_same_prints(network, tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    torch.save(network.state_dict(), path)
    sounds = torch.randn(1, 80, campplus.MEL_BINS)
    with torch.inference_mode():
        assert torch.equal(campplus.load(path)(sounds), network(sounds))


def test_other_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "weights.pt"
    torch.save({"head.conv1.weight": torch.zeros(1)}, path)
    with pytest.raises(RuntimeError, match="Missing key"):
        campplus.load(path)


class Payload:
    def __reduce__(self):
        return Path.touch, (Path("ran"),)


def test_a_file_that_carries_code_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    torch.save({"head": Payload()}, tmp_path / "weights.pt")
    with pytest.raises(Exception, match="Weights only load failed"):
        campplus.load(tmp_path / "weights.pt")
    assert not (tmp_path / "ran").exists()
