-- A group can have a public page

ALTER TABLE "groups"
  ADD COLUMN "status_slug" TEXT,
  ADD COLUMN "status_details" BOOLEAN NOT NULL DEFAULT false;
CREATE UNIQUE INDEX "groups_status_slug_key" ON "groups" ("status_slug");
