context Shop

value Sale { day: date }

function firstSale(): Sale = Sale("2026-02-30") // ! ESDL2020 "2026-02-30" is no date
