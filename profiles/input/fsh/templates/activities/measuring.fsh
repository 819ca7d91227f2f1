Instance: ccm-action-home-blood-pressure
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(home-blood-pressure, Task, monitoring, [[Check your blood pressure at home]], [[Mídase la presión arterial en casa]])
* insert Says([[Sit quietly for 5 minutes first. Measure in the morning and in the evening on three days a week, and write the numbers down.]], [[Siéntese tranquilo 5 minutos antes. Mídase por la mañana y por la noche tres días a la semana y anote los números.]])
* insert By(patient, patient)
* insert Every(3, 1, wk)

Instance: ccm-action-home-weight-daily
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(home-weight-daily, Task, monitoring, [[Weigh yourself every morning]], [[Pésese todas las mañanas]])
* insert Says([[Weigh yourself after using the bathroom and before breakfast, in the same kind of clothes. Write the number down. Call us if you gain 3 pounds (1.5 kg) in a day or 5 pounds (2.3 kg) in a week.]], [[Pésese después de ir al baño y antes del desayuno, con ropa parecida. Anote el número. Llámenos si sube 3 libras (1.5 kg) en un día o 5 libras (2.3 kg) en una semana.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-home-weight-weekly
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(home-weight-weekly, Task, monitoring, [[Weigh yourself once a week]], [[Pésese una vez por semana]])
* insert Says([[Weigh yourself on the same day and at the same time each week, and write the number down.]], [[Pésese cada semana el mismo día y a la misma hora, y anote el número.]])
* insert By(patient, patient)
* insert Every(1, 1, wk)

Instance: ccm-action-home-glucose
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(home-glucose, Task, monitoring, [[Check your blood sugar]], [[Mídase el azúcar en la sangre]])
* insert Says([[Check at the times we agreed on, or look at your sensor. Write down very low or very high numbers and what you ate.]], [[Mídase a las horas acordadas o mire su sensor. Anote los números muy bajos o muy altos y lo que comió.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-home-pulse
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(home-pulse, Task, monitoring, [[Check your pulse at rest]], [[Tómese el pulso en reposo]])
* insert Says([[Sit for 5 minutes, then count for a full minute or use your blood-pressure cuff. Write the number down.]], [[Siéntese 5 minutos y cuente un minuto completo, o use su aparato de presión. Anote el número.]])
* insert By(patient, patient)
* insert Every(1, 1, wk)

Instance: ccm-action-readings-review
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(readings-review, Task, monitoring, [[Go over your home readings together]], [[Revisar juntos sus mediciones]])
* insert Says([[Have your notes at hand when we call. We look at the numbers together and tell your practitioner what stands out.]], [[Tenga sus notas a mano cuando llamemos. Miramos juntos los números e informamos a su médico de lo que llame la atención.]])
* insert By(practitioner, care-manager)
* insert Every(1, 1, mo)

Instance: ccm-action-fluid-call
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(fluid-call, Task, monitoring, [[Call about weight, swelling and breath]], [[Llamada sobre peso, hinchazón y respiración]])
* insert Says([[A nurse asks about your weight, swelling, breathing and sleep, and about any missed doses.]], [[Una enfermera le pregunta por su peso, hinchazón, respiración y sueño, y por dosis olvidadas.]])
* insert By(practitioner, nurse)
* insert Every(1, 2, wk)
