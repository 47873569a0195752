/** The files of the pages. */
@NullMarked
package dev.weir.console.page;

import org.jspecify.annotations.NullMarked;
