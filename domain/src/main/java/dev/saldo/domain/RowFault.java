package dev.saldo.domain;

/**
 * A rule between the rows of a catalogue that one of them breaks.
 *
 * @param section what kind of row it is, by the name that its section has in the document: {@code
 *     matrix}
 * @param row tells it from the others of its section; empty for a section of one value
 * @param member what of the row is wrong, such as {@code plan}; empty for the row as a whole
 * @param text the row and the rule, in a sentence for the caller
 */
public record RowFault(String section, String row, String member, String text) {}
