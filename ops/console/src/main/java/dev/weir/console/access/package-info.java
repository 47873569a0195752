/** Who may use the console: hosts, origins, keys and the kinds of labels they may give. */
@NullMarked
package dev.weir.console.access;

import org.jspecify.annotations.NullMarked;
