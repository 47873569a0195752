/** What runs on a folder: the lock, the run file, and the process behind them. */
@NullMarked
package dev.weir.platform.run;

import org.jspecify.annotations.NullMarked;
