package org.alarmcall.impact;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who has kept every answer and knows of each whose values it was made of, and which of them had stood in an
 * earlier one; only the values are unknown to him. He looks for a linear combination of answers in which unknown values of
 * fewer members are left than may be. There is one exactly when the answers lose rank as soon as those members' unknowns are
 * struck out: then some combination vanishes for all others, and not for them.
 */
final class Adversary {

    /** A prime: the determinants of 0-1-matrices of this size are smaller, so the rank is that over the rationals. */
    private static final long P = 2_147_483_647L;

    /** Answers that can be combined with each other: of one cell, the others have other unknowns. */
    static final int MAX_ANSWERS = 16;

    /** An unknown: a member's value, as often as it stands in answers. */
    private record Unknown(int member, long value) {}

    private final List<Map<Unknown, Long>> answers = new ArrayList<>();
    private final Set<Integer> members = new HashSet<>();

    /** An answer: the sum of these members' values. */
    void sees(Map<Integer, Long> valuesByMember) {
        Map<Unknown, Long> answer = new LinkedHashMap<>();
        valuesByMember.forEach((member, value) -> answer.put(new Unknown(member, value), 1L));
        answers.add(answer);
        members.addAll(valuesByMember.keySet());
        if (answers.size() > MAX_ANSWERS) {
            throw new IllegalStateException("so many answers may be beyond the arithmetic");
        }
    }

    /** Whether some combination is of one or two members only. */
    boolean isolatesFewerThanThree() {
        int rank = rank(Set.of());
        for (int one : members) {
            for (int other : members) {
                if (rank(new HashSet<>(List.of(one, other))) < rank) {
                    return true;
                }
            }
        }
        return false;
    }

    private int rank(Set<Integer> struckOut) {
        Map<Unknown, Integer> columns = new HashMap<>();
        answers.forEach(answer -> answer.keySet().stream()
                .filter(unknown -> !struckOut.contains(unknown.member()))
                .forEach(unknown -> columns.putIfAbsent(unknown, columns.size())));
        long[][] matrix = new long[answers.size()][columns.size()];
        for (int row = 0; row < matrix.length; row++) {
            for (Map.Entry<Unknown, Long> entry : answers.get(row).entrySet()) {
                Integer column = columns.get(entry.getKey());
                if (column != null) {
                    matrix[row][column] = entry.getValue();
                }
            }
        }
        return rank(matrix, columns.size());
    }

    private static int rank(long[][] matrix, int columns) {
        int rank = 0;
        for (int column = 0; column < columns && rank < matrix.length; column++) {
            int pivot = rank;
            while (pivot < matrix.length && matrix[pivot][column] == 0) {
                pivot++;
            }
            if (pivot == matrix.length) {
                continue;
            }
            long[] swap = matrix[pivot];
            matrix[pivot] = matrix[rank];
            matrix[rank] = swap;
            long inverse = power(matrix[rank][column], P - 2);
            for (int row = rank + 1; row < matrix.length; row++) {
                long factor = matrix[row][column] * inverse % P;
                for (int i = column; i < columns && factor != 0; i++) {
                    matrix[row][i] = Math.floorMod(matrix[row][i] - factor * matrix[rank][i] % P, P);
                }
            }
            rank++;
        }
        return rank;
    }

    private static long power(long base, long exponent) {
        long result = 1;
        for (long factor = base, left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = result * factor % P;
            }
            factor = factor * factor % P;
        }
        return result;
    }
}
