package dev.weir.cli.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/**
 * One row of a file.
 *
 * @param line where the row starts in the file, from 1 (for Avro files: the record's number)
 * @param values by column name
 */
public record Row(long line, Map<String, JsonNode> values) {}
