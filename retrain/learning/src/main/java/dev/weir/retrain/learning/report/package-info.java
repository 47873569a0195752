/** What a run did, as a page for people. */
@NullMarked
package dev.weir.retrain.learning.report;

import org.jspecify.annotations.NullMarked;
