/** What people are asked to label, the most telling first. */
@NullMarked
package dev.weir.console.review;

import org.jspecify.annotations.NullMarked;
