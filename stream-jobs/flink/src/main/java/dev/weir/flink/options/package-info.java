/** The options of the job's command line. */
@NullMarked
package dev.weir.flink.options;

import org.jspecify.annotations.NullMarked;
