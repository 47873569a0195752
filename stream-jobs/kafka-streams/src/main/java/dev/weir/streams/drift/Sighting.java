package dev.weir.streams.drift;

import dev.weir.schemas.DriftSubject;
import dev.weir.scoring.drift.Observation;
import java.util.List;

/**
 * What one record shows of one subject. Immutable.
 *
 * @param model as in {@link WindowKey}; {@link WindowKey#ANY} where the record does not say
 * @param slices those it belongs to, {@code all} among them
 */
record Sighting(String model, DriftSubject subject, List<String> slices, Observation observation) {}
