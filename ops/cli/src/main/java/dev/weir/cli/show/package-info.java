/** What a person sees: one line a record, tables, numbers with units. */
@NullMarked
package dev.weir.cli.show;

import org.jspecify.annotations.NullMarked;
