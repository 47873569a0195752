/** Labels that come over HTTP. */
@NullMarked
package dev.weir.console.feedback;

import org.jspecify.annotations.NullMarked;
