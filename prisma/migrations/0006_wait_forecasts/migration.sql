-- What customers in line were told to wait, and how long they did: ranges are learned from it and judged by it.

-- CreateTable
CREATE TABLE "wait_forecasts" (
    "entry_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "team_id" UUID NOT NULL,
    "position" INTEGER NOT NULL,
    "is_first" BOOLEAN NOT NULL,
    "stage" TEXT NOT NULL,
    "centre_ms" DOUBLE PRECISION NOT NULL,
    "spread" DOUBLE PRECISION NOT NULL,
    "low_ms" INTEGER NOT NULL,
    "high_ms" INTEGER NOT NULL,
    "actual_ms" INTEGER,

    CONSTRAINT "wait_forecasts_pkey" PRIMARY KEY ("entry_id", "at")
);

-- CreateIndex
CREATE INDEX "wait_forecasts_at_idx" ON "wait_forecasts"("at");
