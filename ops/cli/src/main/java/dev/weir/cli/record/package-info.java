/** Between files a person has and Avro records: rows in, records out, and records back to text. */
@NullMarked
package dev.weir.cli.record;

import org.jspecify.annotations.NullMarked;
