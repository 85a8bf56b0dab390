"""The drawn pictures: made once, by all processors, kept in `.data` and stored as images of the site."""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from django.conf import settings
from django.core.files.base import ContentFile
from wagtail.models import Collection as Folder

from config.seed import prints
from config.seed.plans import Drawn
from home import drawings
from home.images import SiteImage, SiteRendition
from home.queries import edition
from members.models import User

# Whatever the seed of the data: leaves and books stay where they are, so that the files can be kept.
LEAVES = 1
Images = dict[Drawn, SiteImage]


@contextmanager
def drawing(wanted: Collection[Drawn]) -> Iterator[Callable[[], dict[Drawn, Path]]]:
    """Draw what is not kept from before, meanwhile; what is given waits for it: picture → folder of files."""
    kept = _shelf()
    folders = {drawn: kept / f"{drawn.house}-{drawn.subject}" for drawn in wanted}
    missing = [drawn for drawn, folder in folders.items() if not folder.exists()]
    # A fresh interpreter each: a forked one would share our connection to the database.
    pool = ProcessPoolExecutor(_processes(), mp_context=get_context("spawn"))
    coming = [pool.submit(prints.prints, drawn.house, drawn.subject, LEAVES) for drawn in missing]

    def finished() -> dict[Drawn, Path]:
        for drawn, files in zip(missing, coming, strict=True):
            _keep(folders[drawn], files.result())
        return folders

    try:
        yield finished
    finally:
        pool.shutdown(cancel_futures=True)


def _shelf() -> Path:
    """Where drawings are kept: not for long where nothing but the temporary folder may be written to."""
    kept: Path = settings.DATA_DIR / "drawings" / _version()
    try:
        kept.mkdir(parents=True, exist_ok=True)
    except OSError:
        return Path(mkdtemp(prefix="drawings-"))
    return kept


def _processes() -> int | None:
    """As many as serve the site, where that is said: a small machine may show many processors."""
    said = os.environ.get("WEB_CONCURRENCY")
    return int(said) if said else None


def store(folders: dict[Drawn, Path], *, collection_of: Callable[[str], Folder], by: User) -> Images:
    """The pictures as images of the site, in their houses' collections, with what pages show of them."""
    images = {
        drawn: _image(drawn, folder, collection=collection_of(drawn.house), by=by)
        for drawn, folder in folders.items()
    }
    SiteRendition.objects.bulk_create(_renditions((images[drawn], folders[drawn]) for drawn in folders))
    return images


def _image(drawn: Drawn, folder: Path, *, collection: Folder, by: User) -> SiteImage:
    jpeg = (folder / prints.ORIGINAL).read_bytes()
    image = SiteImage(
        title=f"{drawn.house}: {drawn.subject}",
        description=drawings.PICTURES[drawn.house][drawn.subject][1],
        file=_stored(SiteImage, f"original_images/{folder.name}.jpg", jpeg),
        width=drawings.WIDTH,
        height=drawings.HEIGHT,
        file_size=len(jpeg),
        collection=collection,
        uploaded_by_user=by,
    )
    image.made = edition(image)
    image.save()
    return image


def _renditions(stored: Iterable[tuple[SiteImage, Path]]) -> Iterator[SiteRendition]:
    """Made beforehand: whoever sees a page first would wait for them."""
    for image, folder in stored:
        for each in prints.PRINTS:
            content = (folder / each.name).read_bytes()
            yield SiteRendition(
                image=image,
                filter_spec=each.spec,
                file=_stored(SiteRendition, f"images/{folder.name}.{each.name}", content),
                width=each.width,
                height=each.width * image.height // image.width,
            )


def _stored(model: type[SiteImage] | type[SiteRendition], name: str, content: bytes) -> str:
    """The name a file has in the model's storage; a row made with it reads no size from the file again."""
    stored: str = model._meta.get_field("file").storage.save(name, ContentFile(content))
    return stored


def _version() -> str:
    """A name for the drawings as they are now: another line of code is another picture."""
    sources = [*sorted(Path(drawings.__file__).parent.glob("*.py")), Path(prints.__file__)]
    return sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]


def _keep(folder: Path, files: dict[str, bytes]) -> None:
    """Write the whole folder or none of it, whoever kills us."""
    unfinished = Path(mkdtemp(dir=folder.parent))
    for name, content in files.items():
        (unfinished / name).write_bytes(content)
    try:
        unfinished.rename(folder)
    except OSError:
        # Somebody else was quicker, with the same files.
        if not folder.exists():
            raise
        rmtree(unfinished)
