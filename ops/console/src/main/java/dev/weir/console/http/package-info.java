/** Answers of the console: JSON, problems, headers. */
@NullMarked
package dev.weir.console.http;

import org.jspecify.annotations.NullMarked;
