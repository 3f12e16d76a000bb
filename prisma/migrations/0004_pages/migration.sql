-- People sign in to pages, see when their apps were used last, and show groups to everybody

CREATE TABLE "sessions" (
  "id" SERIAL PRIMARY KEY,
  "user_id" INTEGER NOT NULL REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
  "hash" BYTEA NOT NULL,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "last_used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE UNIQUE INDEX "sessions_hash_key" ON "sessions" ("hash");
CREATE INDEX "sessions_user_id_idx" ON "sessions" ("user_id");

ALTER TABLE "apps" ADD COLUMN "last_used_at" TIMESTAMPTZ(3);

ALTER TABLE "groups" ADD COLUMN "status_slug" TEXT, ADD COLUMN "status_details" BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX "groups_status_slug_key" ON "groups" ("status_slug");
