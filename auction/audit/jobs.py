"""Writes into the record which process took over the clock."""

from __future__ import annotations

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel import store
from auction.kernel.world import World


def record_takeovers(world: World) -> int:
    """Append an entry for each lease whose last take-over is not in the record yet."""
    with world.database.transaction() as tx:
        leases = store.unrecorded_leases(tx)
        drafts = []
        for lease in leases:
            facts = {"lease": lease.name, "epoch": lease.epoch, "holder": lease.holder}
            drafts.append(EntryDraft("platform", "sequencer.takeover", lease.taken_at, facts))
            store.mark_recorded(tx, name=lease.name, epoch=lease.epoch)
        if drafts:
            log.append(tx, drafts)
    return len(drafts)


JOBS = (record_takeovers,)
