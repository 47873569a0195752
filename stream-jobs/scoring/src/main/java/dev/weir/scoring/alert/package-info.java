/** Alerts that people can work with: risky transactions grouped into one case a card. */
@NullMarked
package dev.weir.scoring.alert;

import org.jspecify.annotations.NullMarked;
