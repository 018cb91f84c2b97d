package org.alarmcall.desk;

/**
 * Who is at the desk.
 *
 * @param login of the account
 * @param name as the others see it
 */
public record Person(String login, String name) {}
