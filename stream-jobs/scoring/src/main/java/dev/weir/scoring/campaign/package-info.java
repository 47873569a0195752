/** Near-duplicate texts of many authors: fingerprints and sliding counts. */
@NullMarked
package dev.weir.scoring.campaign;

import org.jspecify.annotations.NullMarked;
