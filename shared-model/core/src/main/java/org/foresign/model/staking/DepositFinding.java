package org.foresign.model.staking;

import org.foresign.model.problem.Problem;

/**
 * What is wrong with one deposit of a list.
 *
 * @param index place in the list, from 0; the problem's details count from 1
 */
public record DepositFinding(int index, Problem problem) {}
