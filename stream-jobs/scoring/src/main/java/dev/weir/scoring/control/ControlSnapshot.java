package dev.weir.scoring.control;

import dev.weir.scoring.policy.PolicyBook;

/**
 * What holds at one moment. Immutable; a batch is judged by one snapshot.
 *
 * @param policies the policies
 * @param releases the releases
 * @param refused records of both topics that could not be used so far
 * @param <F> what policies look at
 */
public record ControlSnapshot<F>(PolicyBook<F> policies, ReleaseLedger releases, int refused) {}
