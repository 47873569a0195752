/** What the learning loop does: releases, drift, runs. */
@NullMarked
package dev.weir.console.loop;

import org.jspecify.annotations.NullMarked;
