package dev.weir.cli.file;

import org.jspecify.annotations.Nullable;

/**
 * What became of one row.
 *
 * @param row its number, from 1
 * @param id what the file calls it; null where it has none
 * @param probabilities by task as the model lists them, then by label; null where there is an error
 * @param error why the row was not scored; null where it was
 */
@SuppressWarnings("ArrayRecordComponent") // one object a row; nobody compares answers
record Answer(
    long row, @Nullable String id, float @Nullable [][] probabilities, @Nullable String error) {}
