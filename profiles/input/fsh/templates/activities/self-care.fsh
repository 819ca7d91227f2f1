Instance: ccm-action-eat-less-salt
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(eat-less-salt, Task, self-management, [[Eat less salt]], [[Coma menos sal]])
* insert Says([[Stay below 2,000 mg of sodium a day: cook with herbs instead of salt, leave out canned soup, chips and lunch meat, and read labels. Ask before you use a salt substitute.]], [[No pase de 2,000 mg de sodio al día: cocine con hierbas en vez de sal, evite sopas de lata, papitas y embutidos, y lea las etiquetas. Pregunte antes de usar un sustituto de la sal.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-eat-heart-healthy
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(eat-heart-healthy, Task, self-management, [[Eat for your heart]], [[Coma sano para el corazón]])
* insert Says([[Fill half the plate with vegetables and fruit. Choose fish, beans, nuts and olive oil more often, and red meat, butter and sweets less often.]], [[Llene la mitad del plato con verduras y frutas. Prefiera pescado, frijoles, nueces y aceite de oliva; coma menos carne roja, mantequilla y dulces.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-eat-for-diabetes
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(eat-for-diabetes, Task, self-management, [[Eat for steady blood sugar]], [[Coma para mantener estable el azúcar]])
* insert Says([[Eat at regular times. Make half of the plate vegetables, a quarter protein, a quarter starch. Drink water instead of soda or juice.]], [[Coma a horas fijas. La mitad del plato de verduras, un cuarto de proteína, un cuarto de harinas. Tome agua en vez de refrescos o jugos.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-eat-for-weight
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(eat-for-weight, Task, self-management, [[Smaller portions, fewer sweet drinks]], [[Porciones más pequeñas, menos bebidas dulces]])
* insert Says([[Use a smaller plate, eat slowly, and keep sweet drinks and snacks for special days. Write down what you eat for one week before our next call.]], [[Use un plato más pequeño, coma despacio y deje las bebidas dulces y las golosinas para días especiales. Anote lo que come durante una semana antes de nuestra próxima llamada.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-eat-enough
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(eat-enough, Task, self-management, [[Eat and drink enough]], [[Coma y beba lo suficiente]])
* insert Says([[Small meals several times a day, with eggs, beans, fish, chicken or yogurt. Keep a drink within reach.]], [[Comidas pequeñas varias veces al día, con huevo, frijoles, pescado, pollo o yogur. Tenga siempre una bebida a mano.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-move-more
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(move-more, Task, self-management, [[Walk or move 30 minutes a day]], [[Camine o muévase 30 minutos al día]])
* insert Says([[Start with 10 minutes and add a little each week. Three times 10 minutes count as well. Stop and call us if you have chest pain, faint or cannot catch your breath.]], [[Empiece con 10 minutos y aumente un poco cada semana. Tres veces 10 minutos también cuentan. Deténgase y llámenos si tiene dolor de pecho, se desmaya o le falta el aire.]])
* code = http://snomed.info/sct#229065009
* insert By(patient, patient)
* insert Every(5, 1, wk)

Instance: ccm-action-strength-and-balance
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(strength-and-balance, Task, self-management, [[Strength and balance exercises]], [[Ejercicios de fuerza y equilibrio]])
* insert Says([[Stand up from a chair ten times, rise on your toes, stand on one leg near a wall. Tai chi is good too. Hold on to something firm.]], [[Levántese de una silla diez veces, póngase de puntas, párese en una pierna cerca de una pared. El tai chi también sirve. Sujétese de algo firme.]])
* insert By(patient, patient)
* insert Every(3, 1, wk)

Instance: ccm-action-joint-exercises
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(joint-exercises, Task, self-management, [[Gentle joint exercises, heat or cold]], [[Ejercicios suaves de articulaciones, calor o frío]])
* insert Says([[Bend and stretch stiff joints gently, best after a warm shower. Use heat for stiffness and cold for swelling, 15 minutes at a time.]], [[Doble y estire con suavidad las articulaciones rígidas, mejor después de una ducha tibia. Use calor para la rigidez y frío para la hinchazón, 15 minutos cada vez.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-quit-smoking
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(quit-smoking, Task, self-management, [[Help to quit smoking]], [[Ayuda para dejar de fumar]])
* insert Says([[Call 1-800-QUIT-NOW (1-800-784-8669) for free help, and ask us about medicines that double your chance.]], [[Llame gratis al 1-855-DÉJELO-YA (1-855-335-3569) y pregúntenos por medicamentos que duplican sus posibilidades.]])
* code = http://snomed.info/sct#225323000
* insert By(practitioner, care-manager)
* insert Every(1, 1, mo)

Instance: ccm-action-limit-alcohol
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(limit-alcohol, CommunicationRequest, education, [[Alcohol: less is better]], [[Alcohol: menos es mejor]])
* insert Says([[Alcohol raises blood pressure and can upset the heart's rhythm and your medicines. Best is none; at most one drink a day.]], [[El alcohol sube la presión y puede alterar el ritmo del corazón y sus medicamentos. Lo mejor es nada; como máximo una bebida al día.]])
* insert By(practitioner, care-manager)

Instance: ccm-action-avoid-triggers
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(avoid-triggers, Task, self-management, [[Stay away from what sets off your breathing]], [[Evite lo que le irrita los pulmones]])
* insert Says([[Avoid smoke, dust, strong smells and very cold air. On days of bad air stay inside with the windows shut.]], [[Evite el humo, el polvo, los olores fuertes y el aire muy frío. En días de mal aire quédese adentro con las ventanas cerradas.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-pleasant-activities
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(pleasant-activities, Task, self-management, [[Do something you enjoy]], [[Haga algo que le guste]])
* insert Says([[Plan one small thing you like each day, best with somebody: a walk, music, a phone call, the garden. Do it even when you do not feel like it.]], [[Planee cada día algo pequeño que le guste, mejor en compañía: caminar, música, una llamada, el jardín. Hágalo aunque no tenga ganas.]])
* insert By(patient, patient)
* insert Every(1, 1, d)

Instance: ccm-action-daily-routine
InstanceOf: ActivityDefinition
Usage: #definition
* insert Activity(daily-routine, Task, self-management, [[A steady daily routine]], [[Una rutina diaria estable]])
* insert Says([[Same times for getting up, meals and bed. A calendar and a pill box in plain sight. Something to do, daylight and company every day.]], [[Las mismas horas para levantarse, comer y dormir. Un calendario y un pastillero a la vista. Cada día algo que hacer, luz del día y compañía.]])
* insert By(related-person, caregiver)
* insert Every(1, 1, d)
