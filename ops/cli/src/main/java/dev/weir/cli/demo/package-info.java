/**
 * The demonstration: simulated traffic in, verdicts out, accounted for one by one and shown live.
 */
@NullMarked
package dev.weir.cli.demo;

import org.jspecify.annotations.NullMarked;
