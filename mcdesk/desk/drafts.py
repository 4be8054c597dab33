"""Files that the user looks at before sending: prepared, prepared anew, sent or thrown away. No lanes."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from mcdesk.desk.preparing import recipe_of, submissions_of
from mcdesk.desk.worker import Report, in_worker
from mcdesk.desk.world import World
from mcdesk.intake.encoding_samples import encoding_samples
from mcdesk.intake.passage import Samples
from mcdesk.intake.preflight import Look, Prepared, preflight
from mcdesk.intake.remembered import from_text, memory_key, memory_prefix, to_text
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.dealers import Dealer
from mcdesk.model.errors import DeskError, StorageError
from mcdesk.model.limits import limits_for, limits_from_text, limits_setting, limits_to_text
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Encoding, Fillings, Limits, PreflightWish
from mcdesk.model.submissions import Origin, Submission, SubmissionState


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that went through preflight and that the user has not sent yet."""

    id: str
    wish: PreflightWish
    prepared: Prepared


class Drafts:
    """Prepares one account's files, and remembers what the user chose for them."""

    def __init__(self, account_id: str, ledger: Ledger, world: World) -> None:
        self._account_id = account_id
        self._ledger = ledger
        self._world = world
        self._sent: set[str] = set()
        """Drafts whose files belong to submissions, or are about to."""

    async def draft(self, path: Path, wish: PreflightWish, on_look: Callable[[Look], None]) -> Draft:
        """Takes a file through preflight in a worker thread; nothing is sent.

        `on_look` is told on the loop what was found so far. Where the wish has no limits, the account's are
        taken; where it has no fillings, those that were used for the same headers before.

        Raises:
            InputFileError: If the file can't be read as a table.
            StorageError: If the copy can't be kept.
        """
        if wish.limits is None:
            wish = replace(wish, limits=await self.limits(wish.operation))
        draft_id = self._world.new_id()
        folder = self._world.files_of(draft_id)
        loop = asyncio.get_running_loop()
        memory = await self._ledger.settings(memory_prefix(wish.operation.id))

        def recall(header: tuple[str, ...], _samples: Samples) -> Fillings | None:
            text = memory.get(memory_key(wish.operation.id, header))
            return from_text(text, header) if text is not None else None

        def work(tell: Report) -> Prepared:
            def tell_look(look: Look) -> None:
                loop.call_soon_threadsafe(on_look, look)

            return preflight(path, wish, folder, tell_look, lambda: tell(0, None), recall)

        try:
            prepared = await in_worker(work, _ignore, name=f"prepare {path.name}")
        except BaseException:
            await asyncio.shield(self.remove_files(draft_id))
            raise
        return Draft(draft_id, wish, prepared)

    async def discard(self, draft: Draft) -> None:
        """Throws a draft's copy away, unless it is being sent or was sent."""
        if draft.id not in self._sent:
            await self.remove_files(draft.id)

    async def submissions(
        self, draft: Draft, reference: str, *, not_before: float | None = None, is_held: bool = False
    ) -> tuple[Submission, ...]:
        """Writes the intent down, all parts of it or none, and remembers which column was which.

        They wait in their lane, from `not_before` on (seconds since 1970), or are kept on hold.

        Raises:
            StorageError: If the copies can't be put in their places.
            LedgerError: If it can't be written down; nothing will be sent then.
        """
        operation, report = draft.wish.operation, draft.prepared.report
        self._sent.add(draft.id)
        try:
            parts = await asyncio.to_thread(
                submissions_of,
                draft.prepared,
                operation,
                family=draft.id,
                account_id=self._account_id,
                reference=reference.strip()[: operation.reference_length],
                origin=Origin.WINDOW,
                recipe=recipe_of(draft.wish),
                world=self._world,
            )
            # Remembered first: once the intent is written down, nothing may fail any more.
            key = memory_key(operation.id, report.header)
            await self._ledger.set_setting(key, to_text(report.fillings, report.header))
            state = SubmissionState.HELD if is_held else SubmissionState.WAITING
            meant = [replace(part, not_before=not_before, state=state) for part in parts]
            return await self._ledger.add_submissions(meant)
        except DeskError:
            self._sent.discard(draft.id)
            raise

    async def limits(self, operation: Operation) -> Limits:
        """What one job of the account may hold."""
        return limits_for(operation, await self.own_limits())

    async def own_limits(self) -> dict[str, Limits]:
        """The limits that were set for this account, by operation id."""
        return limits_from_text(await self._ledger.setting(limits_setting(self._account_id)))

    async def set_own_limits(self, own: Mapping[str, Limits]) -> None:
        """Sets the account's own limits; operations that are not named keep what they declare."""
        await self._ledger.set_setting(limits_setting(self._account_id), limits_to_text(own))

    async def dealers(self) -> tuple[Dealer, ...]:
        """The dealers of the book, by name."""
        return (await self._ledger.dealer_book()).dealers

    async def save_dealer(self, dealer: Dealer) -> tuple[Dealer, ...]:
        """Saves a dealer in the book, in place of one of the same name; gives all of them.

        Raises:
            LedgerError: If it can't be written down, or the name is empty.
        """
        await self._ledger.save_dealers((dealer,))
        return await self.dealers()

    async def encoding_samples(self, path: Path) -> dict[Encoding, str]:
        """How the first text beyond plain letters reads in each encoding; {} where there is none."""
        return await asyncio.to_thread(encoding_samples, path)

    async def keep_pasted(self, text: str) -> Path:
        """Writes pasted cells to a file of their own, from where they go the way of any file.

        Raises:
            StorageError: If it can't be written.
        """
        folder = self._world.home / "pasted" / self._world.new_id()
        path = folder / "pasted-cells.tsv"

        def write() -> None:
            folder.mkdir(parents=True)
            path.write_bytes(text.encode(errors="replace"))

        try:
            await asyncio.to_thread(write)
        except OSError as exc:
            raise StorageError("The pasted cells can't be kept.", "Free some disk space.") from exc
        return path

    async def remove_files(self, family: str) -> None:
        """Removes everything that was prepared under this name."""
        await asyncio.to_thread(shutil.rmtree, self._world.files_of(family), True)


def _ignore(done: int, total: int | None) -> None:
    """The looks tell more."""
