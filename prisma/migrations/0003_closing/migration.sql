-- Recorders lock the row while they write: who closes hours need not know which of them are older

ALTER TABLE "rollup_progress" DROP COLUMN "closed_by";
