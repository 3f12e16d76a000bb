-- People sign in to pages, and see when their apps were used last

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
