"""Columns and rows of the map."""

from depaudit.analysis.layout import layered


def test_a_node_stands_right_of_everything_that_stands_on_it() -> None:
    places = layered([[1, 2], [2], [3], []])
    assert [column for column, _ in places] == [0, 1, 2, 3]


def test_a_loop_is_cut_where_it_closes() -> None:
    places = layered([[1], [2], [1]])
    assert [column for column, _ in places] == [0, 1, 2]


def test_no_two_nodes_share_a_place() -> None:
    places = layered([[4, 5], [4], [5, 6], [6], [], [], [0]])
    assert len(set(places)) == len(places)


def test_rows_follow_what_they_are_joined_to() -> None:
    places = layered([[3], [2], [], []])
    assert places[3][1] < places[2][1]
