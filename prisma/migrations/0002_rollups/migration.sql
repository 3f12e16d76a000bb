-- Rollups: what reports over long ranges read instead of single checks

-- One row for a monitor and a day (UTC), whose columns pack the day's hours and quarter hours (src/ledger/rollup.ts):
-- a month of hours for a thousand monitors is 30,000 rows to read instead of 720,000. No reference to targets, as for
-- check_results. The counts are in the index, so that a year of them is summed without the rows.
CREATE TABLE "check_rollups" (
  "target_id" INTEGER NOT NULL,
  "day" DATE NOT NULL,
  "checks" INTEGER NOT NULL,
  "failed" INTEGER NOT NULL,
  "hours" BYTEA NOT NULL,
  "sketch" BYTEA NOT NULL,
  "quarters" BYTEA NOT NULL,
  PRIMARY KEY ("target_id", "day") INCLUDE ("checks", "failed")
) WITH (toast_tuple_target = 512);
-- Quarter hours are read at the edges of ranges alone: out of the way of whoever reads the rest.
ALTER TABLE "check_rollups" ALTER COLUMN "hours" SET STORAGE PLAIN;
ALTER TABLE "check_rollups" ALTER COLUMN "sketch" SET STORAGE PLAIN;
ALTER TABLE "check_rollups" ALTER COLUMN "quarters" SET STORAGE EXTERNAL;

-- One row. Instants but the last are edges of hours.
CREATE TABLE "rollup_progress" (
  "id" INTEGER PRIMARY KEY DEFAULT 1 CHECK ("id" = 1),
  "closed_until" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
  "closed_by" BIGINT NOT NULL DEFAULT 0,
  "rolled_until" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity',
  "results_since" TIMESTAMPTZ(3) NOT NULL DEFAULT '-infinity'
);
INSERT INTO "rollup_progress" DEFAULT VALUES;

CREATE TABLE "rollup_queue" (
  "target_id" INTEGER NOT NULL,
  "hour" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("target_id", "hour")
);

-- Deleted monitors: their history is removed in the background, however much it is

CREATE TABLE "purges" (
  "target_id" INTEGER PRIMARY KEY,
  "deleted_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE "events" DROP CONSTRAINT "events_target_id_fkey";
ALTER TABLE "gaps" DROP CONSTRAINT "gaps_target_id_fkey";

CREATE FUNCTION "queue_purge" () RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "purges" ("target_id") SELECT "id" FROM "gone" ON CONFLICT DO NOTHING;
  RETURN NULL;
END
$$;
CREATE TRIGGER "targets_purge" AFTER DELETE ON "targets"
  REFERENCING OLD TABLE AS "gone" FOR EACH STATEMENT EXECUTE FUNCTION "queue_purge" ();
