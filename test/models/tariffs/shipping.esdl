/// Parcels, and what is paid for them.
context Shipping

uses Customs as partnership

id ParcelId

public external function handling(grams: int): decimal sample 2.5
/// Whether something may travel at all.
external function mayTravel(grams: int): bool sample true

aggregate Parcel by parcelId: ParcelId {
  state {
    weight: Customs.Weight
    paid: decimal = 0
  }

  rejection TooDear "It costs {price}" { price: decimal }

  event Posted {
    to: Customs.Country
    weight: Customs.Weight
    price: decimal
    version 2 { adopt Customs.Weight 2 }
  }
  event Charged { amount: decimal }

  create command Post(to: Customs.Country, weight: Customs.Weight, most: decimal) {
    let price = handling(weight.grams) + Customs.duty(to) * 10
    require price <= most else TooDear(price)
    require mayTravel(weight.grams) else TooDear(price)
    emit Posted(to, weight, price)
  }
  command Charge(amount: decimal, weights: Customs.Weight[]) { emit Charged(amount) }

  on Posted { weight }
  on Charged { paid += event.amount }
}

saga Charging by parcelId: ParcelId {
  state { weight: Customs.Weight }
  version 2 { adopt Customs.Weight 2 }

  start on Parcel.Posted -> charging {
    weight = event.weight
    send Parcel.Charge(parcelId, amount: event.price * (1 + Customs.duty(event.to)), weights: [event.weight])
  }
  step charging {
    on completed Parcel.Charge -> charged
  }
  end charged
}

scenario "a parcel asks its partner what duty is" for Parcel {
  when Post(to: "CH", weight: Customs.Weight(10), most: 3.5)
  then Posted(to: "CH", weight: Customs.Weight(10), price: 3.5)
}
scenario "duty may be too much" for Parcel {
  when Post(to: "CH", weight: Customs.Weight(10), most: 3)
  then rejected TooDear(price: 3.5)
}
scenario "what is posted is charged" {
  when Parcel.Post(parcelId: "p", to: "CH", weight: Customs.Weight(10), most: 9)
  then Parcel "p" {
    Posted(price: 3.5)
    Charged(amount: 3.85)
  }
  then Charging "p" charged
}
