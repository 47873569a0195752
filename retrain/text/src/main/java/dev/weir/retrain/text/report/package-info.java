/** What a run leaves for people to read: the learning curve and the model card. */
@NullMarked
package dev.weir.retrain.text.report;

import org.jspecify.annotations.NullMarked;
