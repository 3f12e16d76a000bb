-- Accounts and apps

CREATE TABLE "users" (
  "id" SERIAL PRIMARY KEY,
  "email" TEXT NOT NULL,
  "email_key" TEXT NOT NULL,
  "password_hash" TEXT NOT NULL,
  "language" TEXT NOT NULL DEFAULT 'en',
  "country" TEXT,
  "time_zone" TEXT NOT NULL DEFAULT 'UTC',
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "users_email_key_key" ON "users" ("email_key");

CREATE TABLE "apps" (
  "id" SERIAL PRIMARY KEY,
  "user_id" INTEGER REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "revoked_at" TIMESTAMPTZ(3)
);
CREATE UNIQUE INDEX "apps_key_key" ON "apps" ("key");
CREATE INDEX "apps_user_id_idx" ON "apps" ("user_id");

CREATE TABLE "tokens" (
  "id" SERIAL PRIMARY KEY,
  "user_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "app_id" INTEGER NOT NULL REFERENCES "apps" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "hash" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "tokens_hash_key" ON "tokens" ("hash");
CREATE INDEX "tokens_user_id_idx" ON "tokens" ("user_id");
CREATE INDEX "tokens_app_id_idx" ON "tokens" ("app_id");

-- Groups and monitors

CREATE TABLE "groups" (
  "id" SERIAL PRIMARY KEY,
  "user_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "name" TEXT NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "groups_user_id_idx" ON "groups" ("user_id");

CREATE TABLE "targets" (
  "id" SERIAL PRIMARY KEY,
  "user_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "group_id" INTEGER NOT NULL REFERENCES "groups" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "type" TEXT NOT NULL,
  "name" TEXT NOT NULL,
  "settings" JSONB NOT NULL,
  "seconds_between_checks" INTEGER NOT NULL,
  "timeout" INTEGER NOT NULL,
  "retries_per_check" INTEGER NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX "targets_user_id_idx" ON "targets" ("user_id");
CREATE INDEX "targets_group_id_idx" ON "targets" ("group_id");

CREATE TYPE "target_status" AS ENUM ('pending', 'up', 'down');

-- Written twice per check, so rows are narrow and pages keep room for their next version.
CREATE TABLE "standings" (
  "target_id" INTEGER PRIMARY KEY REFERENCES "targets" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "revision" INTEGER NOT NULL DEFAULT 0,
  "next_check_at" TIMESTAMPTZ(3) NOT NULL,
  "claimed_by" UUID,
  "status" "target_status" NOT NULL DEFAULT 'pending',
  "status_since" TIMESTAMPTZ(3) NOT NULL,
  "last_checked_at" TIMESTAMPTZ(3),
  "last_response_time_us" INTEGER,
  "known_until" TIMESTAMPTZ(3)
) WITH (fillfactor = 70);
CREATE INDEX "standings_next_check_at_idx" ON "standings" ("next_check_at");

CREATE TABLE "checkers" (
  "id" UUID PRIMARY KEY,
  "seen_at" TIMESTAMPTZ(3) NOT NULL
);

-- The ledger

CREATE TYPE "event_type" AS ENUM ('up', 'down');

CREATE TABLE "events" (
  "id" BIGSERIAL PRIMARY KEY,
  "target_id" INTEGER NOT NULL REFERENCES "targets" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "type" "event_type" NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3),
  "reason_code" TEXT,
  "reason_detail" TEXT
);
CREATE INDEX "events_target_id_started_at_idx" ON "events" ("target_id", "started_at");
-- A monitor has one current status: a second open event is a fault that must not be stored.
CREATE UNIQUE INDEX "events_open_key" ON "events" ("target_id") WHERE "ended_at" IS NULL;

CREATE TABLE "gaps" (
  "target_id" INTEGER NOT NULL REFERENCES "targets" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "ended_at" TIMESTAMPTZ(3) NOT NULL,
  PRIMARY KEY ("target_id", "started_at")
);

CREATE TYPE "check_outcome" AS ENUM ('up', 'down', 'unchecked');

-- No reference to targets: a check of it on each insert would cost more than the insert.
CREATE TABLE "check_results" (
  "target_id" INTEGER NOT NULL,
  "started_at" TIMESTAMPTZ(3) NOT NULL,
  "outcome" "check_outcome" NOT NULL,
  "attempts" SMALLINT NOT NULL,
  "response_time_us" INTEGER,
  "reason_code" TEXT,
  "reason_detail" TEXT,
  PRIMARY KEY ("target_id", "started_at")
) PARTITION BY RANGE ("started_at");

-- The first slot after an instant on a monitor's grid. Grids start at the epoch, shifted by a share of the interval
-- that the golden ratio spreads evenly over consecutive ids.
CREATE FUNCTION "next_slot" ("target_id" INTEGER, "interval_seconds" INTEGER, "after" TIMESTAMPTZ)
RETURNS TIMESTAMPTZ LANGUAGE SQL IMMUTABLE PARALLEL SAFE AS $$
  SELECT to_timestamp((shift + (floor((now_ms - shift) / step) + 1) * step) / 1000)
  FROM (
    SELECT
      interval_seconds * 1000::numeric AS step,
      floor(interval_seconds * 1000 * ((target_id * 0.6180339887498949) % 1)) AS shift,
      floor(extract(epoch FROM after) * 1000) AS now_ms
  ) AS grid
$$;

-- Seconds that a monitor may take for one check: every attempt times out, and each retry waits a second (contract §6).
CREATE FUNCTION "worst_case" ("timeout" INTEGER, "retries" INTEGER)
RETURNS INTERVAL LANGUAGE SQL IMMUTABLE PARALLEL SAFE AS $$
  SELECT make_interval(secs => timeout * (1 + retries) + retries)
$$;
